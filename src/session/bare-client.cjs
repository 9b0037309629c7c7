// Stands for fhirclient's own client, which the library makes at the end of a launch: the app takes the state of the session out of it, and
// speaks FHIR in its own way.
exports.default = class {
  constructor(_environment, state) {
    this.state = state;
  }
};
