/** What the early script leaves for the desk's own. */
interface Window {
  takeKeys?: () => KeyboardEvent[];
}
