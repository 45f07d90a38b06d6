// Notes of the case, written by its author and made into HTML by the kernel; they look as Markdown does.
function drawInside(box, told) {
  box.classList.add("jp-RenderedHTMLCommon");
  box.innerHTML = told;
}
