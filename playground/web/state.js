// What is typed, as the fragment of an address: base64url of JSON. It stays in the browser, fragments are sent to nobody.

/** `state`: {files: {name: text}, strings, client, presets}; the last two may be missing. */
export function toFragment(state) {
  let bytes = "";
  for (const byte of new TextEncoder().encode(JSON.stringify(state))) bytes += String.fromCharCode(byte);
  return "#" + btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

const isText = value => typeof value === "string";

/** What a fragment holds; null where that is nothing of ours. */
export function fromFragment(fragment) {
  try {
    const bytes = atob(fragment.replace(/^#/, "").replaceAll("-", "+").replaceAll("_", "/"));
    const state = JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(Uint8Array.from(bytes, byte => byte.charCodeAt(0))));
    const files = Object.fromEntries(Object.entries(state.files ?? {}).filter(([, text]) => isText(text)));
    return {files, strings: isText(state.strings) ? state.strings : "",
            client: isText(state.client) ? state.client : undefined,
            presets: Array.isArray(state.presets) ? state.presets.filter(isText) : undefined};
  } catch {
    return null;
  }
}
