/** What a live cell gives beside its imports. */
declare function display(value: unknown, title?: string): void
