// Drawing: svg and its shapes, made as "dom" makes other elements.
function shape(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}
