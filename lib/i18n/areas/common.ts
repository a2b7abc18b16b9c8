/** Words that every screen uses. */
import { defineMessages } from '../define';

export const common = defineMessages({
  en: {
    appName: 'Skipbook',
    close: 'Close',
    cancel: 'Cancel',
    delete: 'Delete',
    undo: 'Undo',
    redo: 'Redo',
    language: 'Language',
    english: 'English',
    chinese: '中文',
    theme: 'Theme',
    themeSystem: 'Like the system',
    themeLight: 'Light',
    themeDark: 'Dark',
  },
  zh: {
    appName: 'Skipbook',
    close: '关闭',
    cancel: '取消',
    delete: '删除',
    undo: '撤销',
    redo: '重做',
    language: '语言',
    english: 'English',
    chinese: '中文',
    theme: '主题',
    themeSystem: '跟随系统',
    themeLight: '浅色',
    themeDark: '深色',
  },
});
