// Stands for the package `debug` in fhirclient, which logs requests and tokens to the console when a page sets `localStorage.debug`.
const silent = Object.assign(() => undefined, { extend: () => silent, enabled: false });

module.exports = () => silent;
