using System.Globalization;

namespace Spinner.Host.Import;

/// <summary>One program of supervisord, key by key.</summary>
sealed class SupervisorProgram(IniSection section, string name, string here)
{
    /// <exception cref="ImportException">It has no command.</exception>
    public void AddTo(ImportedFile file)
    {
        var child = file.Child(name, section.Comments);
        var command = section["command"] ?? throw new ImportException($"line {section.Line}: the program {name} has no command");
        var variables = SupervisorText.Variables(Value(section["environment"] ?? "")).ToArray();
        AddCommand(child, Value(command));
        var port = Conversions.Port(variables);
        if (port is not null || !command.Contains("%(ENV_PORT)s", StringComparison.Ordinal)) child.Listen(port);
        foreach (var (key, value) in section.Entries) Add(child, key, Value(value));
        if (IsOn(section["redirect_stderr"] ?? "")) AddLog(child, "stderr", Value(section["stdout_logfile"] ?? "AUTO"));
        foreach (var (variable, value) in variables) AddVariable(child, variable, value);
        if (section["autostart"] is { } start && !IsOn(start)) return;
        if (section["autorestart"] is { } restart && !IsOn(restart)) child.Set("autostart", "on");
        else child.Keep();
    }

    private string Value(string text) => SupervisorText.Expand(text, name, here);

    // supervisord has no shell, so what is one word there stays one; variables of the environment need a shell here.
    private static void AddCommand(ConfBlock child, string command)
    {
        if (command.Contains(SupervisorText.Variable, StringComparison.Ordinal))
        {
            child.Text("run", "exec " + command.Replace(SupervisorText.Variable, '$').ReplaceLineEndings(" "));
            return;
        }

        var words = CommandWords.Split(command);
        if (words.Count == 0) throw new ImportException("a command is empty");
        child.Text("command", words[0]);
        if (words.Count > 1) child.List("args", words.Skip(1));
    }

    private static void AddVariable(ConfBlock child, string variable, string value)
    {
        if (value.Contains(SupervisorText.Variable, StringComparison.Ordinal))
            child.NoEqual(variable, value.Replace(SupervisorText.Variable, '$'), "it comes from the daemon's environment, which the child has too");
        else child.Variable(variable, value);
    }

    private static bool IsOn(string value) => value.ToUpperInvariant() is "TRUE" or "1" or "YES" or "ON" or "UNEXPECTED";

    private static void Add(ConfBlock child, string key, string value)
    {
        switch (key)
        {
            case "command" or "environment": break; // told already
            case "process_name": child.NoEqual(key, value, "one name is one process"); break;
            case "stopasgroup" or "killasgroup": child.NoEqual(key, value, "the whole group is stopped, always"); break;
            case "directory": child.Text("cwd", value); break;
            case "autostart": break; // decides what it is started with
            case "autorestart":
                if (value.Equals("unexpected", StringComparison.OrdinalIgnoreCase)) child.Set("restart", "on-failure");
                else if (!IsOn(value)) child.Set("restart", "never");
                break;
            case "exitcodes": child.Set("success-codes", $"[{value}]"); break;
            case "startsecs":
                if (child.Has("kind")) child.Seconds("ready-after", key, value);
                else child.NoEqual(key, value, "it is ready when it listens");
                break;
            case "startretries": AddRetries(child, value); break;
            case "stopsignal": child.Signal(key, value); break;
            case "stopwaitsecs": child.Seconds("stop-timeout", key, value); break;
            case "redirect_stderr": break; // with the files of its output, below
            case "stdout_logfile": AddLog(child, "stdout", value); break;
            case "stderr_logfile": AddLog(child, "stderr", value); break;
            case var log when log.EndsWith("_logfile_maxbytes", StringComparison.Ordinal) || log.EndsWith("_logfile_backups", StringComparison.Ordinal):
                child.NoEqual(key, value, "host.log-size and host.log-files are those of all children");
                break;
            case "numprocs" or "numprocs_start": if (value != "1" && value != "0") child.NoEqual(key, value, "one name is one process"); break;
            case "priority": child.NoEqual(key, value, "all are started at once; what has to be there first is told with needs"); break;
            case "depends_on": child.List("needs", value.Split([',', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries)); break;
            case "user": child.Text("user", value); break;
            case "umask": child.Text("umask", value); break;
            default: child.NoEqual(key, value, "no equal here"); break;
        }
    }

    private static void AddRetries(ConfBlock child, string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var retries) && retries < 100)
            child.Set("attempts", (retries + 1).ToString(CultureInfo.InvariantCulture));
        else child.NoEqual("startretries", value, "attempts are 1 to 100");
    }

    private static void AddLog(ConfBlock child, string key, string value)
    {
        if (value.Equals("NONE", StringComparison.OrdinalIgnoreCase) || value == "/dev/null") child.Set(key, "none");
        else if (value.StartsWith("/dev/", StringComparison.Ordinal)) child.Set(key, "console");
        else if (!value.Equals("AUTO", StringComparison.OrdinalIgnoreCase)) child.Text(key, Conversions.LogPath(value));
    }
}
