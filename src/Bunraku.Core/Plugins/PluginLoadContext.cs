using System.Reflection;
using System.Runtime.Loader;

namespace Bunraku.Core.Plugins;

/// <summary>
/// Loads a plug-in with the libraries of its folder. What the program has too (Bunraku's own assemblies) is the program's, so that both mean the same
/// types by the same names.
/// </summary>
/// <param name="assemblyPath">The plug-in's assembly.</param>
/// <param name="libraries">A folder with more libraries of the system, which come before those of the plug-in's folder, or null.</param>
internal sealed class PluginLoadContext(string assemblyPath, string? libraries = null) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath))
{
    private static readonly string Prefix = OperatingSystem.IsWindows() ? "" : "lib";
    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";

    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path && !IsShared(assemblyName) ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        (InLibraries(unmanagedDllName) ?? _resolver.ResolveUnmanagedDllToPath(unmanagedDllName)) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private string? InLibraries(string name) => libraries is null ? null
        : new[] { name, name + Suffix, Prefix + name + Suffix }.Select(file => Path.Combine(libraries, file)).FirstOrDefault(File.Exists);

    private bool IsShared(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && name.StartsWith("Bunraku.", StringComparison.Ordinal) && name != Name;
}
