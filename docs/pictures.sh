#!/bin/sh
# Makes the pictures of README and guides: frames of the demo, as `nej frame` draws them. The moving ones are frames one
# after another, each row drawn once for as long as it stays the same.
#
#     docs/pictures.sh NEJ [FOLDER]
#
# NEJ is the program; without FOLDER the pictures go where they belong, beside this script.
set -eu

nej=$1
out=${2:-$(dirname "$0")}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export NEJ_TODAY=2026-11-23 LC_ALL=C.UTF-8
"$nej" demo --into "$work/demo.db" >/dev/null

# frame LANG SIZE KEYS: one frame of a fresh demo.
frame() {
  cp "$work/demo.db" "$work/now.db"
  "$nej" --db "$work/now.db" --lang "$1" frame --size "$2" --keys "$3" --style svg
}

# film LANG SIZE: one moving picture from lines of `seconds|keys|caption`.
film() {
  count=0
  : >"$work/script"
  while IFS='|' read -r seconds keys caption; do
    count=$((count + 1))
    frame "$1" "$2" "$keys" >"$work/$count.svg"
    printf '%s|%s\n' "$seconds" "$caption" >>"$work/script"
  done
  files=
  for n in $(seq "$count"); do files="$files $work/$n.svg"; done
  # shellcheck disable=SC2086
  awk -v frames="$count" '
    # The captions and how long each frame stands.
    FILENAME ~ /script$/ { split($0, part, "|"); n++; from[n] = total; total += part[1]; caption[n] = part[2]; next }
    FNR == 1 { now++; match($0, /viewBox="0 0 [0-9]+ [0-9]+"/); split(substr($0, RSTART, RLENGTH - 1), size, " "); next }
    /^<style>/ { style = $0; next }
    /^<rect class="[ep]"/ && !/ x="1[4-9]"/ && !inside { if (now == 1) paper = paper $0 "\n"; next }
    /^<g / { head = $0; inside = 1; next }
    /^<\/g>/ { inside = 0; next }
    /^<\/svg>/ { next }
    {
      match($0, / y="[0-9]+"/); y = substr($0, RSTART + 4, RLENGTH - 5)
      row = int((y - 14) / 19); row_of[now, row] = row_of[now, row] $0 "\n"
      if (row > last) last = row
    }
    function percent(seconds) { return sprintf("%.2f%%", 100 * seconds / total) }
    # A group that is seen from one frame to another.
    function shown(a, b, what,    id) {
      if (what == "") return
      if (a == 1 && b == frames) { print what; return }
      id = "s" a "_" b
      if (!(id in made)) {
        made[id] = 1
        rules = rules "." id "{visibility:hidden;animation:" id " " total "s step-end infinite}@keyframes " id "{0%{visibility:" \
          (a == 1 ? "visible" : "hidden") "}" (a > 1 ? percent(from[a]) "{visibility:visible}" : "") \
          (b < frames ? percent(from[b + 1]) "{visibility:hidden}" : "") "}"
        if (a == 1) still = still "." id "{visibility:visible}"
      }
      print "<g class=\"" id "\">\n" what "</g>"
    }
    END {
      from[frames + 1] = total
      sub(/.*viewBox="/, "", size[1]); width = size[3]; height = size[4] + 24
      gsub("height=\"" size[4] "\"", "height=\"" height "\"", paper); gsub("height=\"" (size[4] - 2) "\"", "height=\"" (height - 2) "\"", paper)
      print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " width " " height "\" width=\"" width "\" height=\"" height "\">"
      print style; printf "%s", paper; print head
      for (row = 0; row <= last; row++)
        for (a = 1; a <= frames; a = b + 1) {
          for (b = a; b < frames && row_of[b + 1, row] == row_of[a, row]; b++);
          shown(a, b, row_of[a, row])
        }
      for (a = 1; a <= frames; a++)
        shown(a, a, "<text class=\"d\" x=\"14\" y=\"" (height - 14) "\">" caption[a] "</text>\n")
      print "</g>\n<style>" rules "@media(prefers-reduced-motion:reduce){[class^=s]{animation:none!important}" still "}</style>\n</svg>"
    }' "$work/script" $files | sed '/^$/d'
}

frame en 120x34 '' >"$out/screen.svg"

film en 80x24 >"$out/overdue.en.svg" <<'END'
4||A morning in November: four cases have waited more than a month.
3|il|i: what is missing before you complain, and how the month was counted.
4|il<pgdn><pgdn>|The complaint, written from the log and nothing else.
3|il4|You hand it in with IMY yourself; then it is logged.
5|il4<C-s>|Three left. What comes next, and when, stands below.
4|il4<C-s>t|t: the days to come.
END

film sv 80x24 >"$out/overdue.sv.svg" <<'END'
4||En morgon i november: fyra ärenden har väntat mer än en månad.
3|i|i: det som saknas innan du klagar, och hur månaden räknades.
4|i<pgdn><pgdn>|Klagomålet, skrivet efter loggen och inget annat.
3|i4|Du lämnar själv in det till IMY; sedan loggas det.
5|i4<C-s>|Tre kvar. Vad som kommer sedan, och när, står längst ner.
4|i4<C-s>t|t: dagarna som kommer.
END

film en 44x24 >"$out/phone.en.svg" <<'END'
3||On a phone: one pane at a time.
3|x|x: everything that can be done here.
4|x<esc>oc|o, then c: the link for the phone, as a QR code.
END

film sv 44x24 >"$out/phone.sv.svg" <<'END'
3||På telefonen: en ruta i taget.
3|x|x: allt som går att göra här.
4|x<esc>oc|o, sedan c: länken till telefonen, som QR-kod.
END
