//! Who asks and who answers, guessed from labels and question marks. Where it is not clear nobody is given a part.

use super::{
    model::Role,
    parts::{self, Part},
    words,
};

/// What a speaker was found to do.
#[derive(Clone, Debug, Default)]
pub(super) struct Manner {
    /// How many turns.
    pub(super) turns: usize,
    /// How many of them ask.
    pub(super) asking: usize,
    /// The part that a label of theirs names.
    pub(super) part: Option<Part>,
}

impl Manner {
    /// Adds a turn that consists of these paragraphs.
    pub(super) fn add(&mut self, asks: bool) {
        self.turns += 1;
        self.asking += usize::from(asks);
    }

    /// The share of turns that ask, in percent.
    fn share(&self) -> usize {
        (self.asking * 100).checked_div(self.turns).unwrap_or(0)
    }
}

/// The part that one of `labels` names.
pub(super) fn part(labels: &[String]) -> Option<Part> {
    labels.iter().find_map(|label| {
        let folded = words::fold(label);
        parts::part(&folded).or_else(|| {
            let says = |titles: &[&str]| {
                titles.iter().any(|title| folded.starts_with(title) || folded.ends_with(title))
            };
            says(&["主持人", "記者", "记者", "(host)", "（host）", "(interviewer)"]).then_some(Part::Asks)
        })
    })
}

/// The role of each speaker, in the order in which they first speak.
pub(super) fn guess(manners: &[Manner]) -> Vec<Role> {
    let mut roles: Vec<Role> = manners
        .iter()
        .map(|manner| match manner.part {
            Some(Part::Asks) => Role::Interviewer,
            Some(Part::Answers) => Role::Interviewee,
            None => Role::Other,
        })
        .collect();
    // With more people it is a meeting, where asking is no role.
    const MOST_PEOPLE: usize = 5;
    if manners.len() < 2 || manners.len() > MOST_PEOPLE {
        return roles;
    }
    if !roles.contains(&Role::Interviewer)
        && let Some(asker) = asker(manners, &roles)
    {
        roles[asker] = Role::Interviewer;
    }
    if roles.contains(&Role::Interviewer) {
        let most = manners.iter().map(Manner::share).max().unwrap_or(0);
        for (role, manner) in roles.iter_mut().zip(manners).filter(|(role, _)| **role == Role::Other) {
            // Who asks nearly as much is a second host or another guest: not clear.
            if manners.len() == 2 || manner.share() * 2 <= most {
                *role = Role::Interviewee;
            }
        }
    } else if manners.len() == 2
        && let Some(answers) = roles.iter().position(|role| *role == Role::Interviewee)
    {
        roles[1 - answers] = Role::Interviewer;
    }
    roles
}

/// The one who clearly asks more than everybody else.
fn asker(manners: &[Manner], roles: &[Role]) -> Option<usize> {
    let mut by_share: Vec<usize> = (0..manners.len()).filter(|at| roles[*at] == Role::Other).collect();
    by_share.sort_by_key(|at| (std::cmp::Reverse(manners[*at].share()), *at));
    let (first, rest) = by_share.split_first()?;
    let (share, next) = (manners[*first].share(), rest.first().map_or(0, |at| manners[*at].share()));
    // The one who opens needs less of a lead.
    let lead = if *first == 0 { 15 } else { 25 };
    (share >= 30 && share >= next + lead).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(manners: &[(usize, usize)], expected: &[Role]) {
        let manners: Vec<Manner> = manners
            .iter()
            .map(|(turns, asking)| Manner { turns: *turns, asking: *asking, part: None })
            .collect();
        assert_eq!(guess(&manners), expected);
    }

    #[test]
    fn who_clearly_asks_is_the_interviewer() {
        use Role::{Interviewee, Interviewer, Other};
        check(&[(10, 8), (10, 1)], &[Interviewer, Interviewee]);
        check(&[(10, 0), (10, 6)], &[Interviewee, Interviewer]);
        check(&[(10, 4), (10, 4)], &[Other, Other]);
        check(&[(10, 1), (10, 0)], &[Other, Other]);
        check(&[(20, 12), (10, 1), (10, 2)], &[Interviewer, Interviewee, Interviewee]);
        check(&[(20, 12), (10, 1), (10, 4)], &[Interviewer, Interviewee, Other]);
        check(&[(20, 12), (10, 1), (10, 4), (5, 2), (5, 2), (5, 1)], &[Other; 6]);
        check(&[(20, 12)], &[Other]);
    }

    #[test]
    fn labels_outrank_question_marks() {
        let manner = |part, asking| Manner { turns: 10, asking, part };
        assert_eq!(
            guess(&[manner(Some(Part::Answers), 9), manner(Some(Part::Asks), 0)]),
            [Role::Interviewee, Role::Interviewer]
        );
        assert_eq!(
            guess(&[manner(Some(Part::Answers), 0), manner(None, 0)]),
            [Role::Interviewee, Role::Interviewer]
        );
        assert_eq!(
            guess(&[manner(Some(Part::Asks), 0), manner(None, 0)]),
            [Role::Interviewer, Role::Interviewee]
        );
    }
}
