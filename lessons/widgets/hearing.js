// A widget that was slow to come hears the kernel all the same.
// anywidget gives the script of a widget two seconds; after that it drops whatever the kernel says to it, for good,
// though the widget is drawn: a question would take answers and never reply. Called by whoever is drawn.
async function hearAgain(model) {
  const whole = model.set({});             // what is handed to a script is a part of the model; this gives all of it
  try {
    await whole?._handle_comm_msg?.({ content: { data: {} } });      // says nothing, and fails where all fails
  } catch {
    const plain = Object.getPrototypeOf(Object.getPrototypeOf(whole));
    whole.comm?.on_msg((message) => plain._handle_comm_msg.call(whole, message));
    whole.comm?.send({ method: "request_state" });      // what was dropped until now
  }
}
