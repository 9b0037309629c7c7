/** The runtime configuration that this demo gives to the app, as a hospital's administrator would write it. */
export const demoSiteConfig = (fhirBase: string, clientId: string) => ({
  issuers: [{ iss: fhirBase, clientId, name: 'AZ Voorbeeld (demo)', refresh: 'online' }],
  setting: 'generic',
  languages: ['nl', 'fr', 'en'],
  contacts: [
    { region: 'Vlaanderen', kind: 'VK', name: 'Vertrouwenscentrum (voorbeeldnummer)', phone: '+32 2 000 00 01' },
    {
      region: 'Vlaanderen',
      kind: 'OCJ',
      name: 'Ondersteuningscentrum Jeugdzorg (voorbeeldnummer)',
      phone: '+32 2 000 00 02',
    },
    { region: 'Vlaanderen', kind: '1712', name: '1712', phone: '1712', url: 'https://1712.be/' },
    { region: 'Vlaanderen', kind: '112', name: 'Noodnummer', phone: '112' },
  ],
  contactsCheckedOn: '2026-11-25',
});
