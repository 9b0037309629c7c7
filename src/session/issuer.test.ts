import { expect, test } from 'vitest';
import { endpointOf, findIssuer, issuerKey } from './issuer';

const ehr = { iss: 'https://ehr.example/fhir', origins: ['https://login.example'] };

test.each([
  'https://ehr.example/fhir',
  'https://ehr.example/fhir/',
  'https://EHR.example:443/fhir',
  'HTTPS://ehr.example/./fhir//',
])('%s is the issuer', (iss) => {
  expect(findIssuer([ehr], iss)).toBe(ehr);
});

test.each([
  'http://ehr.example/fhir',
  'https://ehr.example:8443/fhir',
  'https://ehr.example/FHIR',
  'https://ehr.example/fhir/other',
  'https://ehr.example/fhir/../fhir2',
  'https://ehr.example/',
  'https://ehr.example/fhir?tenant=1',
  'https://ehr.example/fhir#a',
  'https://ehr.example@evil.example/fhir',
  'https://user@ehr.example/fhir',
  'https://ehr.example.evil.example/fhir',
  'https://ehr.example\\@evil.example/fhir',
  ' https://evil.example/fhir',
  'https://ehr.exampl\u0435/fhir',
  'javascript:alert(1)',
  '//ehr.example/fhir',
  '',
])('%s is not', (iss) => {
  expect(findIssuer([ehr], iss)).toBeUndefined();
});

test('http is for this machine only', () => {
  for (const host of ['localhost:1', '127.0.0.1:1', '[::1]:1', 'ehr.localhost'])
    expect(issuerKey(`http://${host}/fhir`)).toBe(`http://${host}/fhir`);
  for (const host of ['10.0.0.1', 'localhost.evil.example', '127.0.0.1.evil.example'])
    expect(issuerKey(`http://${host}/fhir`)).toBeUndefined();
});

test('endpoints lie on the issuer’s origin or on one that the site named', () => {
  expect(endpointOf(ehr, 'https://login.example/auth?x=1')).toBe('https://login.example/auth?x=1');
  expect(endpointOf(ehr, 'token')).toBe('https://ehr.example/fhir/token');
  expect(endpointOf(ehr, '/token')).toBe('https://ehr.example/token');
  for (const address of [
    'https://evil.example/auth',
    '//evil.example/auth',
    'http://login.example/auth',
    'https://login.example:444/auth',
    'https://u:p@login.example/auth',
    'data:text/html,x',
    'https://',
  ])
    expect(endpointOf(ehr, address)).toBeUndefined();
});
