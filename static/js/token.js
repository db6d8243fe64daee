// Puts the current token into a form: signing in, in another window, makes the one that it was drawn with outdated.
const HELD = /(?:^|;\s*)(?:__Secure-|__Host-)?csrftoken=([^;]+)/;

export function refreshToken(form) {
  const field = form.elements.csrfmiddlewaretoken;
  const held = document.cookie.match(HELD);
  if (field && held) field.value = held[1];
}
