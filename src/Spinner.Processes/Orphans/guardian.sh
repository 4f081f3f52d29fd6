# Waits until the supervisor at the other end of stdout dies, then kills what it left behind, and removes its sockets.
# $1 what stands in the environment of all its descendants; $2 and $3 its pid and start time; see proc_pid_stat(5).
trap '' TERM INT HUP
exec <&1 >/dev/null 2>&1
cd /proc || exit

look() { started= state=; read -r stat <"$1/stat" && set -- ${stat##*) } && state=$1 started=${20}; }
lives() { look "$1" && [ "$started" = "$2" ] && [ "$state" != Z ] && [ "$state" != X ]; }
holds() { while read -r line || [ -n "$line" ]; do case $line in *"$2"*) return ;; esac; done <"$1"; return 1; }
pause() { sleep 0.1 || sleep 1; }

if command -v grep; then
  marked() { grep -lF -e "$1" [0-9]*/environ; }
else
  marked() { for file in [0-9]*/environ; do holds "$file" "$1" && echo "$file"; done; }
fi

while read -r word group start socket; do
  case $word in
    +) eval "g_$group=$start" ;;
    -) unset "g_$group" ;;
    s) eval "i_$group=$start s_$group=\$socket" ;;
    -s) unset "i_$group" "s_$group" ;;
    .) exit ;;
  esac
done

# Files are closed a moment before a process is dead. A supervisor that lives on has lost us by mistake: its children are not ours to kill.
tries=300
while lives "$2" "$3"; do
  [ $((tries -= 1)) -gt 0 ] || exit
  pause
done

for entry in $(set); do
  case $entry in g_[0-9]*=*) ;; *) continue ;; esac
  group=${entry%%=*} start=${entry#*=}
  group=${group#g_} start=${start#\'} start=${start%\'}
  look "$group"
  case $started in
    '') kill -s KILL -- "-$group" ;;
    "$start") kill -s KILL -- "-$group" || kill -s KILL "$group" ;;
  esac
done

# Until three looks in a row find nobody: a process in the middle of its exec shows no environment.
calm=0 tries=100
while [ "$calm" -lt 3 ] && [ $((tries -= 1)) -gt 0 ]; do
  calm=$((calm + 1))
  for file in $(marked "$1"); do kill -s KILL "${file%%/*}" && calm=0; done
  pause
done

# A path comes with everything a shell could misread as an octal number. 0 means whatever lies there, for nobody else has that name.
inode() { set -f; set -- $(ls -di -- "$1"); echo "$1"; }
for entry in $(set); do
  case $entry in s_[0-9]*=*) ;; *) continue ;; esac
  name=${entry%%=*}
  eval "socket=\$$name own=\$i_${name#s_}"
  socket=$(printf '%b.' "$socket")
  socket=${socket%.}
  [ -S "$socket" ] || continue
  [ "$own" = 0 ] || [ "$own" = "$(inode "$socket")" ] || continue
  rm -f -- "$socket"
done
