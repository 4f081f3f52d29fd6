using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Import;

/// <summary>One process of process-compose, key by key.</summary>
/// <param name="name">Of the process.</param>
/// <param name="process">Its keys.</param>
/// <param name="isAwaited">Whether another waits until it has ended well: it is a task.</param>
/// <param name="isThere">Whether a process of that name stands in the file.</param>
sealed class ComposeProcess(string name, ForeignMap process, bool isAwaited, Func<string, bool> isThere)
{
    // Unless it says so process-compose restarts nothing.
    private readonly bool _isRestarted = (process["availability"] as ForeignMap)?["restart"]?.Text is "always" or "on_failure";

    /// <exception cref="ImportException">It has no command.</exception>
    public void AddTo(ImportedFile file, IReadOnlyList<string> comments)
    {
        var child = file.Child(name, comments);
        if (process["description"]?.Text is { Length: > 0 } description) child.Remark(description);
        var command = process["command"]?.Text;
        if (process["entrypoint"]?.Texts is { Count: > 0 } words) AddWords(child, words, command);
        else child.Text("run", command ?? throw new ImportException($"the process {name} has no command"));
        var port = Port();
        if (isAwaited) child.Set("kind", "task");
        else if (port is not null || !Conversions.UsesPort(command ?? "")) child.Listen(port);
        if (!_isRestarted && !isAwaited) child.Set("restart", "never");
        foreach (var entry in process.Entries) Add(child, entry.Key, entry.Value);
        AddStart(child);
    }

    private static void AddWords(ConfBlock child, IReadOnlyList<string> entrypoint, string? command)
    {
        child.Text("command", entrypoint[0]);
        string[] args = [.. entrypoint.Skip(1), .. command is null ? [] : CommandWords.Split(command)];
        if (args.Length > 0) child.List("args", args);
    }

    // Where it is asked whether it is ready, else what it is told.
    private int? Port() =>
        Conversions.Port(((process["readiness_probe"] as ForeignMap)?["http_get"] as ForeignMap)?["port"]?.Text)
        ?? Conversions.Port(process["environment"]?.Variables ?? []);

    private void AddStart(ConfBlock child)
    {
        if (process["disabled"]?.Switch == true || isAwaited) return;
        if (_isRestarted) child.Keep();
        else child.Set("autostart", "on");
    }

    private void Add(ConfBlock child, string key, ForeignValue value)
    {
        switch (key)
        {
            case "command" or "entrypoint" or "description" or "disabled": break; // told already
            case "is_tty" or "disable_ansi_colors" or "is_foreground": child.NoEqual(key, value.Shown, "of process-compose's own screen"); break;
            case "working_dir": child.Text("cwd", value.Text ?? ""); break;
            case "environment":
                foreach (var (variable, text) in value.Variables) child.Variable(variable, text);
                break;
            case "depends_on":
                AddNeeds(child);
                break;
            case "env_file" when value.Texts is { Count: > 0 } files: child.List("env-file", files.Select(file => "?" + file)); break;
            case "availability": AddAvailability(child, value as ForeignMap); break;
            case "readiness_probe" when value is ForeignMap probe && !isAwaited: ComposeProbe.AddReadiness(child, key, probe); break;
            case "ready_log_line":
                if (isAwaited) child.NoEqual(key, value.Shown, "a task is ready when it has ended well");
                else child.Set("ready", $"{{ log {{ pattern = {HoconText.Quote(System.Text.RegularExpressions.Regex.Escape(value.Text ?? ""))} }} }}");
                break;
            case "liveness_probe" when value is ForeignMap probe && !isAwaited: ComposeProbe.AddLiveness(child, key, probe); break;
            case "readiness_probe" or "liveness_probe": child.NoEqual(key, value.Shown, "a task is ready when it has ended well"); break;
            case "shutdown": AddShutdown(child, value as ForeignMap); break;
            case "log_location": child.Text("stdout", Conversions.LogPath(value.Text ?? "")); child.Text("stderr", Conversions.LogPath(value.Text ?? "")); break;
            case "log_configuration": child.NoEqual(key, value.Shown, "host.log-size and host.log-files are those of all children"); break;
            case "success_exit_codes" when value.Texts is { Count: > 0 } codes: child.Set("success-codes", $"[{string.Join(", ", codes)}]"); break;
            case "launch_timeout_seconds": child.Seconds("timeout", key, value.Text); break;
            case "replicas": if (value.Text is not ("1" or "")) child.NoEqual(key, value.Shown, "one name is one process"); break;
            case "is_daemon": if (value.Switch == true) child.NoEqual(key, "true", "a child stays in the foreground: take the option away that sends it into the background"); break;
            default: child.NoEqual(key, value.Shown, "no equal here"); break;
        }
    }

    private void AddNeeds(ConfBlock child)
    {
        var needs = new List<string>();
        foreach (var (on, condition) in ProcessCompose.Dependencies(process))
            switch (condition)
            {
                case var _ when !isThere(on): child.NoEqual("depends_on", on, "no such process"); break;
                case null or "process_healthy" or "process_log_ready": needs.Add(HoconText.Quote(on)); break;
                case "process_started": needs.Add($"{{ name = {HoconText.Quote(on)}, when = started }}"); break;
                case "process_completed_successfully": needs.Add($"{{ name = {HoconText.Quote(on)}, when = done }}"); break;
                default: child.NoEqual("depends_on", $"{on}: {condition}", "a need is started, ready, or done, which means that it has ended well"); break;
            }
        if (needs.Count > 0) child.Set("needs", $"[{string.Join(", ", needs)}]");
    }

    private void AddAvailability(ConfBlock child, ForeignMap? availability)
    {
        foreach (var (key, value, _) in availability?.Entries ?? [])
            switch (key)
            {
                case "restart" when isAwaited: break; // a task runs when it is asked to
                case "restart" when value.Text == "on_failure": child.Set("restart", "on-failure"); break;
                case "restart" when value.Text is "no" or "false" or "always": break; // told already
                case "backoff_seconds" or "max_restarts": child.NoEqual(key, value.Shown, "pauses grow by themselves; see restart-tolerance and fault-timeout"); break;
                default: child.NoEqual(key, value.Shown, "no equal here"); break;
            }
    }

    private static void AddShutdown(ConfBlock child, ForeignMap? shutdown)
    {
        foreach (var (key, value, _) in shutdown?.Entries ?? [])
            switch (key)
            {
                case "command": child.List("stop-command", ["sh", "-c", value.Text ?? ""]); break;
                case "signal": child.Signal(key, value.Text ?? ""); break;
                case "timeout_seconds": child.Seconds("stop-timeout", key, value.Text); break;
                default: child.NoEqual($"shutdown.{key}", value.Shown, "the whole group is stopped, always"); break;
            }
    }
}
