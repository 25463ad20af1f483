using System.Reflection;

[assembly: AssemblyFixture(typeof(Bunraku.TestSupport.TestHome))]

namespace Bunraku.PublicApi.Tests;

/// <summary>The libraries that others build on.</summary>
internal static class Libraries
{
    public static IReadOnlyList<string> Names { get; } = ["Bunraku.Core", "Bunraku.Siren", "Bunraku.Conv", "Bunraku.Mocap", "Bunraku.Live", "Bunraku.Distillation"];

    public static TheoryData<string> Cases => [.. Names];

    public static Assembly Load(string name) => Assembly.Load(name);
}
