# Kills what its supervisor left running when a lease is over and the supervisor, which is frozen, has not done so.
# $1 the lease: when it is over, in hundredths of a second of /proc/uptime, or - while nothing may live; then a line a group: when its lease is
# over, its number, the start time of its leader. $2 a file with a 1 in it while something is being launched. $3 what stands in the environment of
# all that was launched. $4 and $5 pid and start time of the supervisor; see proc_pid_stat(5).
trap '' TERM INT HUP
# Its end is known by that of its line, which a tool that it runs must not hold.
exec 3<&1 </dev/null >/dev/null 2>&1
cd /proc || exit
lease=$1 launching=$2 mark=$3 supervisor=$4 born=$5 grace=25

look() { started= state=; read -r stat <"$1/stat" && set -- ${stat##*) } && state=$1 started=${20}; }
lives() { look "$1" && [ "$started" = "$2" ] && [ "$state" != Z ] && [ "$state" != X ]; }
holds() { while read -r line || [ -n "$line" ]; do case $line in *"$2"*) return ;; esac; done <"$1"; return 1; }
pause() { sleep 0.1 3<&- || sleep 1 3<&-; }
# 1 in front, lest a shell reads an octal number.
clock() { read -r up rest <uptime; rest=1${up#*.}; now=$((${up%.*} * 100 + rest - 100)); }

if command -v grep; then
  marked() { grep -lF -e "$1" [0-9]*/environ 3<&-; }
else
  marked() { for file in [0-9]*/environ; do holds "$file" "$1" && echo "$file"; done; }
fi

# $1 when it is over; waits for that with one sleep: leases that come later end later.
await() {
  left=$(($1 + grace - now))
  [ "$left" -gt 0 ] || return 1
  rest=$((left % 100 + 100))
  sleep "$((left / 100)).${rest#1}" 3<&- || sleep $((left / 100 + 1)) 3<&-
}

while [ -e "$lease" ]; do
  { read -r until; groups=$(cat 3<&-); } <"$lease" || { pause; continue; }
  clock
  if [ "$until" = - ]; then
    lives "$supervisor" "$born" || exit
    sleep 0.5 3<&- || sleep 1 3<&-
    continue
  fi
  # Groups may have to end sooner than the rest: their supervisor is killing them, or is frozen.
  first=$until due=
  while read -r over group start; do
    [ -n "$over" ] || continue
    if [ $((over + grace)) -gt "$now" ]; then
      [ "$over" -ge "$first" ] || first=$over
      continue
    fi
    due=1
    look "$group"
    case $started in
      '' | "$start") kill -s KILL -- "-$group" || kill -s KILL "$group" ;;
    esac
  done <<EOF
$groups
EOF
  if [ -n "$due" ] && [ $((until + grace)) -gt "$now" ]; then pause; continue; fi
  await "$first" && continue
  # What is about to be launched has no process yet that could be killed.
  read -r busy <"$launching"
  [ "$busy" != 1 ] || ! lives "$supervisor" "$born" || kill -s KILL "$supervisor"
  for file in $(marked "$mark"); do kill -s KILL "${file%%/*}"; done
  lives "$supervisor" "$born" || [ -n "$(marked "$mark")" ] || exit
  pause
done
