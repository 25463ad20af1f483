using Bunraku.Live.Teachers;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.TeacherPoser;

/// <summary>Posing any picture with the teacher.</summary>
internal static class TeacherPoserServices
{
    public static void AddTeacherPoser(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
        {
            StudioOptions options = provider.GetRequiredService<StudioOptions>();
            return new TeacherOptions
            {
                Weights = options.TeacherWeights,
                Device = options.TeacherDevice,
                Precision = options.TeacherPrecision,
                Loader = options.TeacherLoader,
                Launcher = options.Launcher,
                NuGetCache = options.NuGetCache,
            };
        });
        services.AddSingleton<TeacherSetup>();
        services.AddSingleton<PluginBuild>();
        services.AddSingleton<WeightsImport>();
        services.AddSingleton<SharedTeacher>();
        services.AddSingleton<LastPicture>();
    }
}
