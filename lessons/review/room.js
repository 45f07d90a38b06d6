// The page loads itself again in a frame that nobody sees, and takes over what has changed: no flicker, and the
// focus stays where it was. A page opened from the disk may not read a file, but it may show one.
const SECOND = 1000, STOPPED = 30 * SECOND;
const main = () => document.querySelector("main");
const button = document.getElementById("show");

function show(is) {
  document.body.classList.toggle("shown", is);
  button.setAttribute("aria-pressed", String(is));
  button.textContent = is ? "Hide the result again (key R)" : "Show the result now (key R)";
}
function take(html) {
  const found = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!found) return;
  const [said, heard] = [main().querySelector("h1"), found.querySelector("h1")];
  // a heading that says the same is not announced again
  if (said?.textContent === heard?.textContent) heard?.replaceWith(said);
  main().replaceWith(document.adoptNode(found));
  offer();
}
// what everybody may see needs no button
function offer() { button.hidden = !main().querySelector(".until"); }
function watch() {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.title = "The newest count";
  document.body.append(frame);
  let asked = 0, answered = 0;
  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || typeof event.data !== "string") return;
    answered = asked;
    take(event.data);
  });
  const address = location.href.split(/[?#]/)[0];
  const timer = setInterval(() => {
    const stopped = Date.now() - Number(main().dataset.moment) > STOPPED;
    document.getElementById("stopped").hidden = !stopped || Boolean(main().dataset.over);
    if (main().dataset.over) { clearInterval(timer); frame.remove(); return; }
    // a browser that shows no file in a frame: the whole page is loaded again
    if (asked - answered > 5) {
      location.hash = document.body.classList.contains("shown") ? "shown" : "";
      location.reload();
    }
    asked += 1;
    frame.contentWindow.location.replace(`${address}?${Date.now()}`);
  }, SECOND);
}

if (window.parent !== window) window.parent.postMessage(main().outerHTML, "*");
else {
  show(location.hash === "#shown");
  offer();
  button.addEventListener("click", () => show(!document.body.classList.contains("shown")));
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "r" && !event.ctrlKey && !event.metaKey && !event.altKey) show(!document.body.classList.contains("shown"));
  });
  watch();
}
