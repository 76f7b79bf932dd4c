import { defineInspector } from './define-inspector.ts'

defineInspector()
// By the script alone it is asked for, unless the page has put it somewhere.
if (!document.querySelector('penchant-inspector')) document.body.append(document.createElement('penchant-inspector'))
