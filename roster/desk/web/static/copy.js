// Copies a text of the page, so that it can be pasted into a message.
import { one } from "./dom.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const text = document.getElementById(button.dataset.copies);
  const told = one("[role=status]", button.parentElement);
  try {
    await navigator.clipboard.writeText(text.value);
    told.textContent = "Copied.";
  } catch {
    // A browser that lets no page write to the clipboard: the text is marked, one key copies it.
    text.select();
    told.textContent = "Marked: press Ctrl and C.";
  }
});
