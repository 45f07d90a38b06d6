// One line of text, and what it is for. value: the text.
function drawFace({ box, value, changed }) {
  const help = make("p", { class: "lq-help", id: unique("help") },
    "It lets your teacher credit your answers to you. It stays in this folder (in course.toml) and in what you hand in, nowhere else. You may leave it empty.");
  const field = make("input", {
    type: "text", class: "lq-naming", dir: "auto", maxlength: 200, autocomplete: "off", spellcheck: "false", "aria-describedby": help.id,
    ...whenTyped(changed),
  });
  field.value = value ?? "";
  box.replaceChildren(make("label", {}, "Your name or number, as your teacher’s list has it (optional): ", field), help);
}
