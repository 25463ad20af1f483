using Bunraku.Core.Models;
using Bunraku.Core.Plugins;
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
                Family = options.TeacherFamily ?? TeacherModels.UsualFamily,
                Weights = options.TeacherWeights,
                Device = options.TeacherDevice,
                Precision = options.TeacherPrecision,
                Loader = options.TeacherLoader,
                Launcher = options.Launcher,
                NuGetCache = options.NuGetCache,
            };
        });
        services.AddSingleton<TeacherSetup>();
        services.AddSingleton<PluginSource>(provider =>
        {
            TeacherOptions options = provider.GetRequiredService<TeacherOptions>();
            return options.Launcher is null && TorchPlugin.IsShipped ? new PluginFetch(TorchRuntime.OfUser) : new PluginBuild(options);
        });
        services.AddSingleton<WeightsImport>();
        services.AddSingleton<SharedTeacher>();
        services.AddSingleton<LastPicture>();
    }
}
