using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Spinner.Packages.Tests.Readmes;

/// <summary>The way to certificates for remote control, as its README prints it.</summary>
public sealed class CertificatesSpec : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void The_lines_make_key_pairs_and_print_the_thumbprints_that_peers_are_trusted_by()
    {
        var block = Readme.All.Single(r => r.Name == "src/Spinner.Actors.Remote/README.md").Blocks("sh").Single(b => b.Any(l => l.Contains("openssl")));

        var printed = Shell.Run(_directory.Path, [], block).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(["node1", "dashboard"], printed.Select(line => line.Split(' ')[0]));
        foreach (var (name, thumbprint) in printed.Select(line => line.Split(' ')).Select(words => (words[0], words[1])))
        {
            using var certificate = X509CertificateLoader.LoadPkcs12FromFile(_directory.PathOf($"{name}.p12"), null);
            Assert.True(certificate.HasPrivateKey);
            Assert.Equal(thumbprint, certificate.GetCertHashString(HashAlgorithmName.SHA256));
        }
    }

    public void Dispose() => _directory.Dispose();
}
