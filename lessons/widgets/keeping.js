// Where answers are kept besides the book: in the notebook that stands in this page, and in the page while nobody hears.
// In JupyterLab and Notebook a widget's manager knows the open document; elsewhere the kernel alone writes the output.

const SAVED_AFTER = { act: 600, draft: 4000 };      // milliseconds

// one keeper for each open notebook, shared by all of its questions
const keepers = (globalThis.lessonsKeepers ??= new WeakMap());

function keeperOf(model) {
  const context = model.widget_manager?.context;
  if (!context?.model?.cells || !context.save) return null;
  if (!keepers.has(context)) keepers.set(context, makeKeeper(context));
  return keepers.get(context);
}

function makeKeeper(context) {
  let mine = true;               // whether this page was the last to be touched: only that one saves
  const kept = new Map();        // what this page knows of each question
  let timer = 0, due = 0, saving = false;
  // the page has saves of its own (Ctrl+S, now and then), and two at once take each other for a stranger's: “File Changed”
  const saveNow = context.save.bind(context);
  let last = Promise.resolve(), waiting = null;
  const inTurn = (work) => (last = last.catch(() => {}).then(work));
  context.save = () => (waiting ??= inTurn(() => { waiting = null; return saveNow(); }));
  const pages = globalThis.BroadcastChannel ? new BroadcastChannel(`lessons ${context.path}`) : { postMessage() {} };
  const me = unique("page");
  pages.onmessage = ({ data }) => {
    if (data.page === me) return;
    if (data.type === "touched") { mine = false; clearTimeout(timer); due = 0; }
    if (data.type === "opened" && mine) pages.postMessage({ type: "touched", page: me });
  };
  pages.postMessage({ type: "opened", page: me });
  const touch = () => { if (!mine) { mine = true; pages.postMessage({ type: "touched", page: me }); } };
  const touched = () => { if (document.visibilityState === "visible") touch(); };
  for (const act of ["pointerdown", "keydown"]) document.addEventListener(act, touched, true);
  // what the kernel mirrors into a page that nobody touched is no reason to save it, or to ask about it
  context.model.stateChanged?.connect((_, { name, newValue }) => {
    if (name === "dirty" && newValue && !mine) context.model.dirty = false;
  });

  function saveIn(milliseconds) {
    const when = Date.now() + milliseconds;
    if (due && due <= when) return;
    clearTimeout(timer);
    due = when;
    timer = setTimeout(save, milliseconds);
  }
  async function save() {
    due = 0;
    if (!mine || context.isDisposed) return;
    if (saving) { saveIn(500); return; }
    saving = true;
    try {
      await inTurn(takeInAndSave);
    } catch { /* the page says what a save could not do; the book on the disk has the answer */ }
    saving = false;
  }
  async function takeInAndSave() {
    if (await onlyAnswersDiffer(context)) {
      await context.revert();              // another page has saved: take that in first
      for (const [place, bundle] of kept) keepInNotebook(context.model, place, bundle);
    }
    await saveNow();
  }
  const kernel = () => context.sessionContext?.session?.kernel;
  const busy = () => kernel()?.status === "busy" && kernel()?.connectionStatus === "connected";
  function keep(place, bundle) {
    kept.set(place, bundle);
    keepInNotebook(context.model, place, bundle);
  }
  return { touch, saveIn, busy, keep };
}

// the record goes into the output below its question, wherever that cell stands by now
function keepInNotebook(notebook, place, bundle) {
  for (const cell of notebook.cells) {
    const outputs = cell.type === "code" ? cell.outputs : null;
    for (let at = 0; at < (outputs?.length ?? 0); at += 1) {
      const output = outputs.get(at).toJSON();
      if (output.metadata?.lessons !== place || same(output.data, bundle)) continue;
      outputs.set(at, { ...output, data: bundle });
    }
  }
}

// whether the file was saved by another page since this one read it, and all that was written by hand is the same
async function onlyAnswersDiffer(context) {
  const known = context.contentsModel?.last_modified;
  if (!known) return false;
  const head = await readFile(context, 0);
  if (!head || Date.parse(head.last_modified) <= Date.parse(known) || head.hash === context.contentsModel.hash && head.hash) return false;
  const disk = await readFile(context, 1);
  const theirs = disk?.content?.cells?.map((cell) => [].concat(cell.source).join(""));
  return same(theirs, [...context.model.cells].map((cell) => cell.sharedModel.source));
}

async function readFile(context, content) {
  const page = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  const path = (context.localPath ?? context.path).split("/").map(encodeURIComponent).join("/");
  const headers = page.token ? { Authorization: `token ${page.token}` } : {};
  const answer = await fetch(`${page.baseUrl ?? "/"}api/contents/${path}?content=${content}&hash=1`, { headers });
  return answer.ok ? answer.json() : null;
}

// keys in another order are no difference
const same = (a, b) => JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
const sorted = (_, value) =>
  value && typeof value === "object" && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;

let made = 0;
function unique(stem) { return `${stem}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}-${(made += 1)}`; }

// what a page tells and nobody has heard yet: kept by the browser, so that a reload does not cost it
function waitingRoom(place) {
  const name = `lessons ${place}`;
  const stored = () => { try { return JSON.parse(localStorage.getItem(name)) ?? {}; } catch { return {}; } };
  let { acts = [], number = 0 } = stored();
  function write() {
    try {
      if (acts.length) localStorage.setItem(name, JSON.stringify({ acts, number }));
      else localStorage.removeItem(name);
    } catch { /* full, or forbidden: the page alone keeps them */ }
  }
  return {
    get acts() { return acts; },
    get number() { return number; },
    add(act, known, told) {
      if (!acts.length) number = known;
      // a draft that was not told yet gives way to what comes after it
      acts = [...acts.filter(({ id, type }) => type !== "change" || told.has(id)), act];
      write();
    },
    // what was told up to this act is in the kernel's hands; gives the act, if it was told here
    heard(id) {
      const at = acts.findIndex((act) => act.id === id);
      if (at < 0) return null;
      const act = acts[at];
      acts = acts.slice(at + 1);
      write();
      return act;
    },
  };
}
