// Keeps the focus where it was when a piece of the page is replaced by a newer one.
import { all, one } from "./dom.js";

const USABLE = "a[href], button:not(:disabled), summary, input:not([type=hidden]), select";

/** What a control is, by which it is found again in a newer piece: two with the same words do the same. */
const known = (node) => node.id || `${node.localName} ${node.ariaLabel || node.textContent.trim()}`;

/**
 * Remembers what has the focus in a piece of the page.
 * The answer puts the focus on the same control of the newer piece, else on its heading, else on its first control;
 * never on another control of the same place, which does something else when Enter is pressed.
 */
export function hold(piece) {
  const focused = document.activeElement;
  if (!piece.contains(focused)) return () => {};
  const wanted = known(focused);
  return (fresh) => {
    const again = all(USABLE, fresh).find((node) => known(node) === wanted)
      || one("[tabindex='-1']", fresh) || one(USABLE, fresh);
    again?.focus({ preventScroll: true });
    again?.scrollIntoView({ block: "nearest" });
  };
}
