// The page around the widgets: the line of progress, and where the reader stands after Run All.

// one page for each open notebook, shared by all widgets in it
const openPages = (globalThis.lessonsPages ??= new WeakMap());

function pageOf(node) {
  const notebook = node.closest(".jp-Notebook");
  if (!notebook) return null;
  if (!openPages.has(notebook)) openPages.set(notebook, makePage(notebook));
  openPages.get(notebook).standAtTop();
  return openPages.get(notebook);
}

function makePage(notebook) {
  const bar = make("div", { class: "lessons-done", role: "progressbar", "aria-label": "Questions of the core answered", hidden: true }, make("span"));
  let known = [0, 0];
  notebook.classList.add("lessons-page");
  notebook.prepend(bar);
  function show(counted) {
    known = counted;
    const [done, total] = known, words = `${done} of ${total}`;
    fill(bar, { "aria-valuemin": 0, "aria-valuenow": done, "aria-valuemax": total, "aria-valuetext": words }, []);
    bar.style.setProperty("--done", `${(100 * done) / total}%`);
    bar.firstChild.textContent = words;
    bar.hidden = !total;
  }
  return {
    standAtTop: topKeeper(notebook),
    show,
    // a question that is drawn may know less than the others: it was answered, or asked, before them
    showMost([done, total]) { show([Math.max(done, known[0]), Math.max(total, known[1])]); },
  };
}

// Run All jumps to the last cell, before or after everything has run. Until then a jump to the end leads back to the
// top; any other scroll, a key or a click is the reader's own, and ends it. A single cell that is run is no Run All.
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"];

function topKeeper(notebook) {
  const scroller = notebook.querySelector(".jp-WindowedPanel-outer");
  const waiting = () => [...notebook.querySelectorAll(".jp-InputPrompt")].filter(({ textContent }) => textContent.includes("*")).length;
  const toTop = () => scroller.scrollTo(0, 0);
  const isAtEnd = () => isInSight([...notebook.querySelectorAll(".jp-Cell")].at(-1), notebook);
  function scrolled() {
    if (isAtEnd()) { toTop(); if (!waiting()) settle(); } else if (scroller.scrollTop > 1) release();
  }
  let before = 0;                          // cells that waited when a widget was last drawn: a new run has more
  let quiet = 0, timer = 0;
  function release() {
    clearInterval(timer);
    scroller.removeEventListener("scroll", scrolled);
    for (const act of HANDS) document.removeEventListener(act, release, true);
  }
  function look() {
    quiet = waiting() ? 0 : quiet + 1;
    if (quiet === 4) settle();
  }
  function settle() {
    release();
    // the first cell is the one that arrow keys go on from
    const first = notebook.querySelector(".jp-Cell");
    for (const act of ["mousedown", "mouseup"]) first.dispatchEvent(new MouseEvent(act, { bubbles: true }));
    toTop();
  }
  return () => {
    const now = waiting(), begins = now > Math.max(before, 2);
    before = now;
    if (!begins) return;
    release();
    quiet = 0;
    timer = setInterval(look, 1000);
    scroller.addEventListener("scroll", scrolled);
    for (const act of HANDS) document.addEventListener(act, release, true);
    toTop();
  };
}

function isInSight(node, within) {
  const one = node.getBoundingClientRect(), other = within.getBoundingClientRect();
  return one.top < other.bottom && one.bottom > other.top;
}
