import { expect, test } from 'vitest';
import { languages } from '@/lib/i18n/define';
import { problemSentence } from '@/lib/i18n/format';
import { messages } from '@/lib/i18n/messages';
import { trainingProblem, trainingProblemCodes } from '@/lib/training/problems';

const values = { step: 12, learningRate: 0.02, suggestion: 0.002, batchSize: 64, images: 32, inputs: 1, outputs: 2, input: '28×28×1', dataset: 'D', output: '5', classes: 10, epoch: 2, message: 'M', wished: 'WebGPU', taken: 'WASM', adapter: 'Card', seconds: 3 };

test.each(languages.flatMap((language) => trainingProblemCodes.map((code) => [language, code] as const)))('%s has a sentence for %s', (language, code) => {
  expect(code in messages[language].problems).toBe(true);
  const sentence = problemSentence(trainingProblem(code, values), language);
  expect(sentence).not.toBe(code);
  expect(sentence).not.toMatch(/[{}]|problems\./);
});

test('a learning rate is written with its digits', () => {
  expect(problemSentence(trainingProblem('trainingDiverged', values), 'en')).toContain('it was 0.02; try 0.002');
});
