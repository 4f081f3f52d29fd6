namespace Spinner.Host.Import;

/// <summary>A process-compose.yaml: its processes, and what stands beside them. Stateless.</summary>
static class ProcessCompose
{
    /// <exception cref="ImportException">A process is none.</exception>
    public static void Read(ForeignMap file, ImportedFile into)
    {
        // As process-compose does, where there is one.
        into.Defaults.List("env-file", ["?.env"]);
        foreach (var (key, value, comments) in file.Entries)
        {
            if (key == "processes") continue;
            foreach (var comment in comments) into.Remark(comment);
            switch (key)
            {
                case "version": break;
                case "log_level" or "log_length" or "log_format" or "is_strict" or "is_tui_disabled" or "processes_selection":
                    into.Remark($"{key} = {value.Shown}: of process-compose itself");
                    break;
                case "ordered_shutdown": into.Remark($"{key} = {value.Shown}: children are always stopped before what they need"); break;
                case "environment":
                    foreach (var (name, text) in value.Variables) into.Defaults.Block("env").Text(name, text);
                    break;
                default: into.Remark($"{key} = {value.Shown}: no equal here"); break;
            }
        }

        into.Remark("What listens on a port this file does not tell is a worker here: given endpoint = 3000 its start waits until it listens there.");
        var processes = (file["processes"] as ForeignMap)?.Entries ?? [];
        var awaited = processes.SelectMany(p => Dependencies(p.Value)).Where(d => d.Condition == "process_completed_successfully").Select(d => d.On).ToHashSet();
        var names = processes.Select(p => p.Key).ToHashSet();
        foreach (var (name, process, comments) in processes)
            new ComposeProcess(name, process as ForeignMap ?? throw new ImportException($"the process {name} is no map of keys"), awaited.Contains(name), names.Contains)
                .AddTo(into, comments);
    }

    /// <summary>What a process waits for before it starts.</summary>
    public static IEnumerable<(string On, string? Condition)> Dependencies(ForeignValue process) => (process as ForeignMap)?["depends_on"] switch
    {
        ForeignMap map => map.Entries.Select(e => (e.Key, (e.Value as ForeignMap)?["condition"]?.Text)),
        { Texts: { } names } => names.Select(n => (n, (string?)null)),
        _ => [],
    };
}
