using System.Xml;
using System.Xml.Linq;
using Spinner.Host.Import;

namespace Spinner.Host.Starters;

/// <summary>The C# projects of a directory that are programs.</summary>
static class DotnetProject
{
    private const string Web = "Microsoft.NET.Sdk.Web";
    private const string Worker = "Microsoft.NET.Sdk.Worker";
    private static readonly XmlReaderSettings NoDtd = new() { DtdProcessing = DtdProcessing.Prohibit };

    public static void Add(ImportedFile file, FoundDirectory directory)
    {
        foreach (var name in directory.FilesLike("*.csproj"))
        {
            if (!directory.TryRead(file, name, out var text)) continue;
            try
            {
                using var reader = XmlReader.Create(new StringReader(text), NoDtd);
                if (XDocument.Load(reader).Root is { } project) Add(file, directory, name, project);
            }
            catch (XmlException wrong)
            {
                file.RemarkNext($"{directory.Shown(name)} is no XML: {wrong.Message}");
            }
        }
    }

    private static void Add(ImportedFile file, FoundDirectory directory, string name, XElement project)
    {
        var sdk = project.Attribute("Sdk")?.Value;
        var isProgram = sdk is Web or Worker || project.Descendants().Any(e => e.Name.LocalName == "OutputType" && e.Value.Trim() is "Exe" or "WinExe");
        var isTest = project.Descendants().Any(e => e.Attribute("Include")?.Value == "Microsoft.NET.Test.Sdk");
        if (!isProgram || isTest) return;
        var child = directory.Child(file, Path.GetFileNameWithoutExtension(name), directory.Shown(name));
        child.Text("command", "dotnet");
        child.List("args", ["run", "--no-launch-profile", "--project", name]);
        if (sdk == Web) child.Block("env").Text("ASPNETCORE_URLS", "http://127.0.0.1:${PORT}");
        else
        {
            child.Remark("Listens on nothing. With keep = on it is always there.");
            child.Set("kind", "worker");
        }
    }
}
