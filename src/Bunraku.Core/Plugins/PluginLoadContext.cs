using System.Reflection;
using System.Runtime.Loader;

namespace Bunraku.Core.Plugins;

/// <summary>
/// Loads a plug-in with the libraries of its folder. What the program has too (Bunraku's own assemblies) is the program's, so that both mean the same
/// types by the same names.
/// </summary>
internal sealed class PluginLoadContext(string assemblyPath) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath))
{
    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path && !IsShared(assemblyName) ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private bool IsShared(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && name.StartsWith("Bunraku.", StringComparison.Ordinal) && name != Name;
}
