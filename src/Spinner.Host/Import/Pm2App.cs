using Spinner.Actors.Configuration;

namespace Spinner.Host.Import;

/// <summary>One app of pm2, key by key.</summary>
sealed class Pm2App(ForeignMap app)
{
    private static readonly string[] Scripts = [".js", ".mjs", ".cjs", ".py", ".rb", ".sh"];

    /// <exception cref="ImportException">It has no script.</exception>
    public void AddTo(ImportedFile file)
    {
        var script = app["script"]?.Text ?? throw new ImportException("an app has no script");
        var child = file.Child(app["name"]?.Text ?? Path.GetFileNameWithoutExtension(script), []);
        AddCommand(child, script);
        child.Listen(Conversions.Port(app["env"]?.Variables ?? []));
        if (app["autorestart"]?.Switch == false) child.Set("autostart", "on");
        else child.Keep();
        // What pm2 sends.
        child.Set("stop-signal", "SIGINT");
        foreach (var entry in app.Entries) Add(child, entry.Key, entry.Value);
        AddWatch(child);
    }

    private void AddCommand(ConfBlock child, string script)
    {
        var args = Words("args");
        var interpreter = (app["interpreter"] ?? app["exec_interpreter"])?.Text;
        string[] own = [.. Words("interpreter_args"), .. Words("node_args")];
        if (interpreter is null or "" && own.Length == 0 && Scripts.Contains(Path.GetExtension(script))) child.Text("script", script);
        else if (interpreter is "none" or "" or null && own.Length == 0) child.Text("command", script);
        else
        {
            child.Text("command", interpreter is null or "" ? "node" : interpreter);
            args = [.. own, script, .. args];
        }

        if (args.Count > 0) child.List("args", args);
    }

    private IReadOnlyList<string> Words(string key) =>
        app[key] switch { ForeignList list => list.Texts ?? [], { Text: { } line } => CommandWords.Split(line), _ => [] };

    private static void Add(ConfBlock child, string key, ForeignValue value)
    {
        switch (key)
        {
            case "name" or "script" or "args" or "interpreter" or "exec_interpreter" or "interpreter_args" or "node_args": break; // told above
            case "force" or "vizion" or "source_map_support" or "pid_file" or "pid" or "automation" or "pmx": child.NoEqual(key, value.Shown, "of pm2 itself"); break;
            case "treekill": child.NoEqual(key, value.Shown, "the whole group is stopped, always"); break;
            case "cwd": child.Text("cwd", value.Text ?? ""); break;
            case "env":
                foreach (var (variable, text) in value.Variables) child.Variable(variable, text);
                break;
            case "env_file" when value.Texts is { Count: > 0 } files: child.List("env-file", files.Select(file => "?" + file)); break;
            case var other when other.StartsWith("env_", StringComparison.Ordinal):
                child.NoEqual(other, value.Shown, "one file has one environment; write it into env, or into a file of its own");
                break;
            case "autorestart": if (value.Switch == false) child.Set("restart", "never"); break;
            case "min_uptime":
                if (Time(value) is { TotalSeconds: >= 1 } span) child.Duration("restart-tolerance", span);
                else child.NoEqual(key, value.Shown, "restart-tolerance is 1s at least");
                break;
            case "max_restarts": child.NoEqual(key, value.Shown, "a second crash within restart-tolerance is a fault, tried again after fault-timeout, later and later"); break;
            case "restart_delay" or "exp_backoff_restart_delay":
                child.NoEqual(key, value.Shown, "pauses between launches begin short and grow by themselves; see fault-timeout");
                break;
            case "stop_exit_codes": child.Set("no-restart-codes", $"[{string.Join(", ", value.Texts ?? [])}]"); break;
            case "kill_timeout": child.Seconds("stop-timeout", key, value.Text, 1000); break;
            case "listen_timeout": child.Seconds("timeout", key, value.Text, 1000); break;
            case "wait_ready": if (value.Switch == true) child.NoEqual(key, "true", "process.send('ready') is not heard; send READY=1 to NOTIFY_SOCKET with ready = notify"); break;
            case "shutdown_with_message": if (value.Switch == true) child.NoEqual(key, "true", "the stop signal is sent; see stop-command"); break;
            case "watch" or "ignore_watch": break; // together, below
            case "watch_delay": child.NoEqual(key, value.Shown, "a change counts when it has been quiet for 100 ms, longer when one follows the other"); break;
            case "watch_options": child.NoEqual(key, value.Shown, "links are followed to what is monitored, and not within"); break;
            case "max_memory_restart": AddMemory(child, key, value); break;
            case "instances": if (value.Text is not ("1" or "")) child.NoEqual(key, value.Shown, "one name is one process"); break;
            case "exec_mode": if (value.Text is "cluster" or "cluster_mode") child.NoEqual(key, value.Shown, "one name is one process"); break;
            case "out_file" or "output" or "out": AddLog(child, "stdout", value); break;
            case "error_file" or "error": AddLog(child, "stderr", value); break;
            case "log_file" or "log": child.NoEqual(key, value.Shown, "spinner logs shows both streams together"); break;
            case "merge_logs" or "combine_logs": child.NoEqual(key, value.Shown, "of one instance there is one log"); break;
            case "disable_logs": if (value.Switch == true) { child.Set("stdout", "none"); child.Set("stderr", "none"); } break;
            case "time": child.NoEqual(key, value.Shown, "each line has its time; spinner logs --timestamps shows it"); break;
            case "log_date_format" or "log_type": child.NoEqual(key, value.Shown, "lines have their time in one form; see spinner logs --timestamps and -o jsonl"); break;
            case "cron_restart": child.NoEqual(key, value.Shown, "nothing is restarted by the clock; cron can call spinner restart"); break;
            case "user" or "uid": child.Text("user", value.Text ?? ""); break;
            case "gid": child.Text("group", value.Text ?? ""); break;
            default: child.NoEqual(key, value.Shown, "no equal here"); break;
        }
    }

    private void AddWatch(ConfBlock child)
    {
        var watch = app["watch"];
        IReadOnlyList<string> paths = watch?.Switch == true ? ["."] : watch is null or { Switch: false } ? [] : watch.Texts ?? [];
        if (paths.Count == 0 && child.Has("script")) child.Set("monitor", "off");
        if (paths.Count == 0) return;
        var ignored = (app["ignore_watch"]?.Texts ?? []).Where(i => i.Length > 0).Select(i => "!" + i).ToList();
        if (paths.Count + ignored.Count == 1) child.Text("monitor", paths[0]);
        else child.List("monitor", [.. paths, .. ignored]);
    }

    // 300M, 1G, or bytes.
    private static void AddMemory(ConfBlock child, string key, ForeignValue value)
    {
        var text = (value.Text ?? "").Trim().ToUpperInvariant();
        var unit = text.Length > 0 && "KMG".Contains(text[^1], StringComparison.Ordinal) ? $"{text[^1]}iB" : "";
        var limit = SizeText.Parse(text.TrimEnd('K', 'M', 'G') + unit);
        if (limit >= SizeText.Mebibyte) child.Set("memory-limit", HoconText.Size(limit.Value));
        else child.NoEqual(key, value.Shown, "memory-limit is 1MiB at least");
    }

    private static void AddLog(ConfBlock child, string key, ForeignValue value)
    {
        if (value.Text is "/dev/null" or "NULL") child.Set(key, "none");
        else child.Text(key, Conversions.LogPath(value.Text ?? ""));
    }

    // 1000, or "30s", "1h".
    private static TimeSpan? Time(ForeignValue value) => value.Number is { } milliseconds
        ? TimeSpan.FromMilliseconds(milliseconds)
        : DurationText.Parse(value.Text ?? "");
}
