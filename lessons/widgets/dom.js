// Making elements: what every script of these widgets begins with.
function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}
function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
// Act once a node stands in the page: Lab draws a widget and gives it its place later. Gives what calls it off.
function whenPlaced(node, act) {
  const timer = setInterval(() => { if (node.isConnected) { clearInterval(timer); act(); } }, 50);
  return () => clearInterval(timer);
}
