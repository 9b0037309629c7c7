// Stands for the package `js-base64` in fhirclient, which needs it for PKCE alone: browsers have base64 of their own.
const fromUint8Array = (bytes, urlSafe) => {
  const text = btoa(String.fromCharCode(...bytes));
  return urlSafe ? text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') : text;
};

module.exports = { fromUint8Array, encodeURL: (text) => fromUint8Array(new TextEncoder().encode(text), true) };
