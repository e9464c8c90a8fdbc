/** Loaded before anything is painted: keeps the keys that are pressed until the desk's script is ready for them. */

const kept: KeyboardEvent[] = [];
const keep = (event: KeyboardEvent): void => void kept.push(event);

document.addEventListener("keydown", keep);
/** Stop keeping keys, and hand over those that were pressed. */
window.takeKeys = () => {
  document.removeEventListener("keydown", keep);
  return kept.splice(0);
};
