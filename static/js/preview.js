// Shows the server's preview in place; without this file the same button brings a page with it.
import { refreshToken } from "./token.js";

export function previewInPlace(form) {
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.value !== "preview" || button.dataset.failed) return;
    event.preventDefault();
    event.stopPropagation();
    refreshToken(form);
    const sent = new FormData(form);
    sent.set("do", "preview");
    sent.delete("attachment");
    let drawn = null;
    try {
      const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      drawn = answer.ok ? page.querySelector("[data-preview]") : null;
    } catch {
      drawn = null;
    }
    if (!drawn) {
      // The whole page says in words why there is none.
      button.dataset.failed = "yes";
      form.requestSubmit(button);
      return;
    }
    form.parentElement.querySelector("[data-preview]")?.remove();
    form.before(drawn);
    drawn.focus();
  });
}
