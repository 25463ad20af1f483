// The C# that turns faces and a voice into poses.

/** Loads it; resolves to the methods of Puppet.cs. */
export async function loadPuppet() {
  const { dotnet } = await import('../_framework/dotnet.js');
  const { getAssemblyExports, getConfig } = await dotnet.create();
  return (await getAssemblyExports(getConfig().mainAssemblyName)).Bunraku.Web.Puppet;
}
