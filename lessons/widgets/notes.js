// Notes of the case, written by its author and made into HTML by the kernel.
function drawInside(box, told) { box.innerHTML = told; }
