/** Answers may overtake each other: `ask` marks a question, and what it gives says whether no later one was answered before. */
export function inOrder(): { ask: () => () => boolean } {
  let asked = 0;
  let answered = 0;
  return {
    ask: () => {
      asked += 1;
      const mine = asked;
      return () => {
        if (mine < answered) return false;
        answered = mine;
        return true;
      };
    },
  };
}
