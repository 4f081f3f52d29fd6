using System.Xml.Linq;

namespace Spinner.Packages.Tests;

/// <summary>A project that names packages of ours and of others, and takes no warning for an answer.</summary>
/// <param name="Sdk">Its SDK.</param>
/// <param name="Ours">Packages of ours.</param>
/// <param name="Others">Packages of others, each with its version behind a space.</param>
sealed record Consumer(string Sdk, IReadOnlyList<string> Ours, IReadOnlyList<string> Others)
{
    public string Text(string version) => new XElement("Project",
        new XAttribute("Sdk", Sdk),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", "net10.0"),
            new XElement("TreatWarningsAsErrors", true),
            // A feed need not have every version that a package of others asks for: it gives the next.
            new XElement("NoWarn", "$(NoWarn);NU1603")),
        new XElement("ItemGroup",
            Ours.Select(id => Reference(id, version)),
            Others.Select(other => other.Split(' ')).Select(other => Reference(other[0], other[1])))).ToString();

    public static XElement Reference(string id, string version) =>
        new("PackageReference", new XAttribute("Include", id), new XAttribute("Version", version));
}
