-- Schema 3. What is typed in a dialog and not saved yet belongs to the person who typed it: two people at one account
-- have a row each. The program gives the rows before this schema to the owner of the file.
ALTER TABLE form_drafts ADD COLUMN login TEXT NOT NULL DEFAULT '';
DROP INDEX form_drafts_once;
CREATE UNIQUE INDEX form_drafts_once ON form_drafts (ifnull(account_id, 0), form, login);
