// Forms that change one piece of the page: the server answers with the piece, and the focus stays where it was,
// and so does the button under the finger, whatever became longer above it.
import { element, one, say } from "./dom.js";
import { send } from "./requests.js";

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-piece]");
  if (!form) return;
  event.preventDefault();
  const fields = new FormData(form);
  const button = event.submitter;
  if (button?.name) fields.set(button.name, button.value);
  form.setAttribute("aria-busy", "true");
  const answer = await send(form.action, fields);
  form.removeAttribute("aria-busy");
  if (!answer) return;
  const height = button?.getBoundingClientRect().top;
  one(form.dataset.piece).replaceWith(element(answer.html));
  // A button that is gone with what it did names the one beside it.
  const same = document.getElementById(button?.id) ?? document.getElementById(button?.dataset.then);
  if (same) {
    same.focus({ preventScroll: true });
    window.scrollBy({ top: same.getBoundingClientRect().top - height, behavior: "instant" });
  }
  if (answer.says) say(answer.says);
});
