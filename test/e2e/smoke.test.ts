import { browserTests, test, picture } from './harness';
import { example, expectAsInExample, fillContact, saveContact, settingIn, startContact } from './scenario';
const visit = browserTests();
for (const name of ['s1-no-children','s1-not-possible-yet','s2-expecting','s3-three-children','s4-admission-without-childcare','s5-gut-feeling-not-alarming','s6-alarming-and-willing','s7-alarming-not-willing','s10-declined','declined-yet-gut-feeling','sedated-children-from-ambulance'])
test(name, async () => {
  const told = example(name);
  const v = await visit({ site: { setting: settingIn(told) } });
  v.tolerate(/favicon/);
  for (const contact of told.contacts) {
    const app = await startContact(v, told, contact);
    try { await fillContact(app, contact);
    await picture(app, `smoke-${name}`);
    await saveContact(app); } catch (e) { await picture(app, `smoke-${name}-failed`); throw e; }
    await picture(app, `smoke-${name}-receipt`);
  }
  await expectAsInExample(v, told, name.startsWith('s4') ? ['s1.kind'] : []);
});
