using System.Globalization;
using Spinner.Actors.Configuration;

namespace Spinner.Host.Import;

/// <summary>One model of llama-swap, key by key.</summary>
sealed class LlamaModel(string name, ForeignMap model, IReadOnlyDictionary<string, string> common)
{
    private readonly Dictionary<string, string> _macros = Own(name, model, common);

    /// <summary>It is there before its first request.</summary>
    public bool IsPreloaded { get; init; }

    /// <exception cref="ImportException">It has no command.</exception>
    public void AddTo(ImportedFile file, IReadOnlyList<string> comments)
    {
        var child = file.Child(name, comments);
        foreach (var about in (string[])["name", "description"])
            if (model[about]?.Text is { Length: > 0 } told) child.Remark(told);
        var words = Words(model["cmd"] ?? throw new ImportException($"the model {name} has no cmd"));
        if (words.Count == 0) throw new ImportException($"the model {name} has an empty cmd");
        child.Text("command", words[0]);
        if (words.Count > 1) child.List("args", words.Skip(1));
        if (Uri.TryCreate(Expand(model["proxy"]?.Text ?? ""), UriKind.Absolute, out var proxy)) AddProxy(child, proxy);
        var check = model["checkEndpoint"]?.Text ?? "/health";
        if (check != "none") child.Set("ready", $"{{ http {{ path = {HoconText.Quote(check.StartsWith('/') ? check : "/" + check)} }} }}");
        if (IsPreloaded) child.Set("autostart", "on");
        foreach (var entry in model.Entries) Add(child, entry.Key, entry.Value);
        var routes = file.Block("front-door").Block("routes");
        var direct = routes.Block(name);
        direct.Text("path", $"/upstream/{name}");
        direct.Set("strip-path", "on");
        var named = routes.Block($"{name} by model");
        named.Text("child", name);
        named.Text("path", "/v1");
        named.Set("by", "json \"model\"");
        if (model["aliases"]?.Texts is { Count: > 0 } aliases) named.List("values", [name, .. aliases]);
        if (model["concurrencyLimit"]?.Number is > 0 and var most)
            foreach (var route in (ConfBlock[])[direct, named]) route.Set("max-concurrency", most.ToString(CultureInfo.InvariantCulture));
    }

    private static Dictionary<string, string> Own(string name, ForeignMap model, IReadOnlyDictionary<string, string> common)
    {
        var macros = new Dictionary<string, string>(common, StringComparer.Ordinal) { ["MODEL_ID"] = name };
        foreach (var (key, text) in LlamaSwap.Macros(model["macros"])) macros[key] = text;
        return macros;
    }

    private static void AddProxy(ConfBlock child, Uri proxy)
    {
        if (proxy.IsLoopback && !proxy.IsDefaultPort) child.Set("endpoint", proxy.Port.ToString(CultureInfo.InvariantCulture));
        else child.NoEqual("proxy", proxy.OriginalString, "a child listens on this machine, on the port it is given");
    }

    // A line that begins with # is a comment, as in llama-swap.
    private IReadOnlyList<string> Words(ForeignValue command) => CommandWords.Split(Expand(string.Join('\n', string.Join('\n', command.Texts ?? [])
        .Split('\n').Where(l => !l.TrimStart().StartsWith('#')))));

    private string Expand(string text) => LlamaSwap.Expand(text, _macros);

    private void Add(ConfBlock child, string key, ForeignValue value)
    {
        switch (key)
        {
            case "cmd" or "name" or "description" or "macros" or "proxy" or "checkEndpoint" or "concurrencyLimit": break; // told already
            case "unlisted" or "metadata" or "sendLoadingState": child.NoEqual(key, value.Shown, "of llama-swap's own list and page"); break;
            case "cmdStop": child.List("stop-command", Words(value)); break;
            case "env":
                foreach (var (variable, text) in value.Variables) child.Block("env").Text(variable, Expand(text));
                break;
            case "ttl":
                if (value.Number is > 0) child.Seconds("idle-time", key, value.Text);
                else if (value.Number is 0) child.Duration("idle-time", LlamaSwap.UntilRoomIsWanted);
                break;
            case "aliases": break; // told already
            case "useModelName" or "filters": child.NoEqual(key, value.Shown, "a body is read for its model, and passed on as it came"); break;
            default: child.NoEqual(key, value.Shown, "no equal here"); break;
        }
    }
}
