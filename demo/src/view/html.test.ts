import { describe, expect, it } from 'vitest'
import { embeddedJson, html, trusted } from './html.ts'

describe('html', () => {
  it('escapes every value, in text and in attributes, and leaves markup made by itself alone', () => {
    const evil = `"><img src=x onerror='alert(1)'>&`
    const made = html`<a title="${evil}">${evil}${html`<b>${evil}</b>`}${[evil, trusted('<i>')]}</a>`.markup
    expect(made.match(/<\w+/g)).toEqual(['<a', '<b', '<i'])
    expect(made.split('&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;')).toHaveLength(5)
  })

  it('shows 0 and leaves out what is not there', () => {
    expect(html`${0}|${false}|${null}|${undefined}|${''}`.markup).toBe('0||||')
  })
})

describe('embeddedJson', () => {
  it('cannot be left by any text, and is read back as it was', () => {
    const value = { title: '</script><script>alert(1)</script><!--\u2028' }
    const { markup } = embeddedJson('page', value)
    expect(markup.match(/<\/?script/g)).toHaveLength(2)
    expect(markup).not.toContain('<!--')
    expect(JSON.parse(markup.replace(/^<script[^>]*>|<\/script>$/g, ''))).toEqual(value)
  })
})
