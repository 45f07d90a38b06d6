-- gradebook.sqlite, version 2 (pragma user_version). The one truth of a gradebook: everything else is made from it.
-- A time is text in ISO 8601; a yes or no is 1 or 0; NULL points are no points, which is never zero.

-- What the gradebook was made with: case, key, key_sha256, lessons, assignment; the class list and
-- the late policy as they were given; who.csv's decisions (who); and the salt behind the codes on marking pages.
create table settings (name text primary key, value) without rowid;

-- One row a learner, and what all their work comes to.
create table learners (
    id text primary key,            -- also the name of the feedback page
    name text not null,
    email text not null, login text not null, section text not null,
    team text not null,             -- may hand in the same records
    lms_id text not null,           -- the LMS's own number
    on_list integer not null,       -- stands on the class list
    stale integer not null,         -- something changed since it was last marked
    points real, after_lateness real, out_of real,
    waiting integer,                -- questions that a person must look at
    submitted text, submitted_by text,   -- "roster": the class list says so; "record": the newest answer
    late_seconds integer, late_keeps real, late_why text,
    receipt text
) without rowid;

-- One row a hand-in: a folder, a notebook, a learner's part of a zip.
create table hand_ins (
    id integer primary key,
    place text not null unique,     -- where it lay when it was read
    name text not null,             -- what the learner is called there
    learner text not null references learners (id),
    doubts text not null,           -- JSON: a list of [what was found, what was done], where whose it is was not plain
    evidence text not null,         -- by what it was known whose it is
    lms_id text not null,
    marks text not null,            -- JSON: login, e-mail, id, where the LMS says them beside the hand-in
    marked_late integer,            -- what the LMS's file name says; NULL: nothing
    looked_like text not null,      -- sizes and times of its files: what changed is read again
    sha256 text not null,
    files text not null,            -- JSON: a list of names
    unreadable text not null        -- JSON: a list of names
);
create index hand_ins_of on hand_ins (learner);

-- Of each question, and each round of a vote, the first answer handed in and the one that counts.
create table records (
    id integer primary key,
    hand_in integer not null references hand_ins (id),
    exercise text not null,
    round text not null,            -- "first" or "second" of a vote, else empty
    answer text not null,           -- JSON, as the notebook recorded it
    asked text not null,            -- hash of the question as it was asked
    confidence real,                -- in percent, from the chance of a blind guess to 100
    attempt integer not null,       -- how often the button had been pressed
    committed integer not null,     -- 0: kept, but never handed in with the button
    hints integer not null,
    shown integer not null,         -- the answer had been shown before
    number integer not null,        -- which record of this question it is in its book
    time text not null, who text not null, course text not null,
    is_first integer not null,      -- of all answers to this question that were handed in, the first
    counts integer not null         -- the one that counts
);
create index records_of on records (hand_in);

-- Records with the learner they were credited to.
create view answers as select records.*, learner from records join hand_ins on hand_ins.id = hand_in;

-- One row for each question that counts and each learner.
create table marks (
    learner text not null references learners (id),
    place integer not null,         -- the order of the course
    exercise text not null,
    status text not null,           -- graded, blank, missing, needs a person, ungradable
    points real,
    out_of real not null,
    reasons text not null,          -- JSON: a list of [tone, sentence]
    why text not null,              -- why it waits
    answer_hash text not null,      -- a mark by hand holds for this answer and no other
    answered text not null,         -- the question that was answered: there may be two ways to the same points
    marker text not null,           -- who marked it by hand
    comment text not null,
    primary key (learner, place)
) without rowid;

create table marks_by_hand (
    learner text not null,
    exercise text not null,
    answer_hash text not null,
    marker text not null,
    levels text not null,           -- JSON: level 0 to 4 by criterion
    points real,
    comment text not null,
    time text not null,
    primary key (learner, exercise, marker, answer_hash)
) without rowid;

-- The same record stands in the hand-in of somebody else: no points until a person has looked.
create table copies (
    learner text not null, exercise text not null, other text not null, primary key (learner, exercise)
) without rowid;

create table problems (
    learner text not null,
    hand_in integer,                -- found while it was read; NULL: found while it was marked
    place text not null, found text not null, done text not null,
    costs integer not null          -- answers may be lost by it
);
create index problems_of on problems (learner);
