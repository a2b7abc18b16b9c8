/** Sentences of problems by code: place, cause, way out. */
import { defineMessages } from '../define';
import { datasetProblems } from './dataset-problems';

export const problems = defineMessages({
  en: {
    ...datasetProblems.en,
    unknown: 'Something went wrong: {message}',
    // the document and its edits
    cellExists: 'A cell with the id {cell} is there already.',
    noSuchCell: 'The notebook has no cell {cell} any more; it may have been deleted.',
    noSuchGraph: 'The notebook has no graph {graph} any more; it may have been deleted.',
    noSuchNode: 'The graph has no layer {node} any more; it may have been deleted.',
    nodeExists: 'A layer with the id {node} is there already.',
    badCommand: 'This edit cannot be made: {reason}. The notebook is as it was.',
    badCell: 'This is not a cell of a notebook: {reason}.',
    badCellField: 'The field {field} of cell {cell} cannot have this value: {reason}.',
    readOnly: 'This notebook can only be read here. Take it over, or duplicate it, to edit.',
  },
  zh: {
    ...datasetProblems.zh,
    unknown: '出了问题：{message}',
    // the document and its edits
    cellExists: '已经有一个 id 为 {cell} 的单元。',
    noSuchCell: '笔记本里没有单元 {cell}，它可能已被删除。',
    noSuchGraph: '笔记本里没有网络图 {graph}，它可能已被删除。',
    noSuchNode: '网络图里没有层 {node}，它可能已被删除。',
    nodeExists: '已经有一个 id 为 {node} 的层。',
    badCommand: '无法这样修改：{reason}。笔记本保持原样。',
    badCell: '这不是笔记本的单元：{reason}。',
    badCellField: '单元 {cell} 的字段 {field} 不能取这个值：{reason}。',
    readOnly: '这里只能阅读这本笔记本。要编辑，请接管它或复制一份。',
  },
});
