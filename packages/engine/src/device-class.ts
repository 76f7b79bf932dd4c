/** What kind of device this is, as its browser says it; an iPad that asks for desktop pages says it is a desktop. */
export function deviceClass(
  {
    userAgent = '',
    userAgentData,
  }: {
    userAgent?: string
    userAgentData?: { mobile?: boolean }
  } = globalThis.navigator ?? {},
): 'phone' | 'tablet' | 'desktop' {
  if (userAgentData?.mobile) return 'phone'
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent)) return 'tablet'
  return /Mobi|iPhone|Android/.test(userAgent) ? 'phone' : 'desktop'
}
