namespace Spinner.Host.Import;

/// <summary>An ecosystem file of pm2: its list of apps. Stateless.</summary>
static class Pm2
{
    /// <exception cref="ImportException">It is none.</exception>
    public static void Read(ForeignValue file, ImportedFile into)
    {
        var apps = (file as ForeignMap)?["apps"] ?? file;
        var list = apps switch
        {
            ForeignList many => many.Items,
            ForeignMap one when one["script"] is not null => [one],
            _ => throw new ImportException("there are no apps in it"),
        };
        foreach (var entry in (file as ForeignMap)?.Entries ?? [])
            if (entry.Key == "deploy") into.Remark("deploy: the machines of pm2 deploy; children are deployed by what you deploy with.");
            else if (entry.Key != "apps" && list.Count > 0 && apps != file) into.Remark($"{entry.Key} = {entry.Value.Shown}: no key of pm2 that is known here");
        into.Remark("What listens on a port this file does not tell is a worker here: given endpoint = 3000 its start waits until it listens there.");
        foreach (var app in list) new Pm2App(app as ForeignMap ?? throw new ImportException("an app is no map of keys")).AddTo(into);
    }
}
