/** Runs in a page of the shop: interactions in its database, which is not kept open. */
export function countStored(): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('penchant')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const asked = opening.result.transaction('interactions').objectStore('interactions').count()
      asked.onsuccess = () => {
        opening.result.close()
        resolve(asked.result)
      }
    }
  })
}
