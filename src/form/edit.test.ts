import { expect, test } from 'vitest';
import { addInstance, removeInstance, setValues } from './edit';

const answers = {
  a: ['x'],
  child: [
    { key: 'one', items: { name: ['Emma'], talk: [{ key: 'deep', items: { words: ['no'] } }] } },
    { key: 'two', items: { name: ['Noor'] } },
  ],
};
const two = [{ linkId: 'child', key: 'two' }];

test('a value is set and taken away, and nothing else changes', () => {
  expect(setValues(answers, [], 'a', ['y'])).toEqual({ ...answers, a: ['y'] });
  expect(setValues(answers, [], 'a', [])).toEqual({ child: answers.child });
  expect(answers.a).toEqual(['x']);
});

test('an answer inside a group reaches its own instance, by key, and every key stays', () => {
  const edited = setValues(answers, two, 'name', ['Lowie']);
  expect(edited.child).toEqual([answers.child[0], { key: 'two', items: { name: ['Lowie'] } }]);
  const deep = setValues(
    answers,
    [
      { linkId: 'child', key: 'one' },
      { linkId: 'talk', key: 'deep' },
    ],
    'words',
    ['yes'],
  );
  expect(deep.child?.[0]).toMatchObject({ key: 'one', items: { talk: [{ key: 'deep', items: { words: ['yes'] } }] } });
});

test('the last answer of an instance can go without the instance going', () => {
  expect(setValues(answers, two, 'name', []).child?.[1]).toEqual({ key: 'two', items: {} });
});

test('a group on the way is made when something is set in it, and not when something is taken away', () => {
  const path = [{ linkId: 'stay', key: '0' }];
  expect(setValues({}, path, 'care', ['x'])).toEqual({ stay: [{ key: '0', items: { care: ['x'] } }] });
  expect(setValues(answers, path, 'care', [])).toEqual(answers);
  expect(removeInstance(answers, path, 'care', 'x')).toEqual(answers);
});

test('an instance is added at the end; one that is removed leaves the others their keys', () => {
  const three = addInstance(answers, [], 'child', { key: 'three', items: {} });
  expect(three.child?.map((child) => typeof child === 'object' && 'key' in child && child.key)).toEqual([
    'one',
    'two',
    'three',
  ]);
  expect(removeInstance(three, [], 'child', 'one').child).toEqual([answers.child[1], { key: 'three', items: {} }]);
  expect(removeInstance(removeInstance(answers, [], 'child', 'one'), [], 'child', 'two')).toEqual({ a: ['x'] });
});
