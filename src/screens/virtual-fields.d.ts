declare module 'virtual:fields/*' {
  const fields: readonly import('../form/field').Field[];
  export default fields;
}
