// Tell the page that asked for the sign-in, where the browser lets us, so that it need not wait.
const origin = document.currentScript.dataset.origin;
if (window.opener) {
  window.opener.postMessage({ civiltongue: "signed-in" }, origin);
  window.close();
}
