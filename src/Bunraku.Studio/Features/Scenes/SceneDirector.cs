using Bunraku.Live.Expressions;
using Bunraku.Studio.Features.Expressions;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Scenes;

/// <summary>Changes and switches scenes, and tells every overlay. Safe for any number of threads.</summary>
internal sealed class SceneDirector(SettingsFile settings, ExpressionMixer expressions)
{
    /// <summary>Raised, on any thread, when a scene was changed or switched.</summary>
    public event Action? Changed;

    /// <summary>The scenes now.</summary>
    public SceneSettings Present => settings.Get<SceneSettings>();

    /// <summary>Brings a scene onto the air, with its expression in place of that of the scene before.</summary>
    /// <returns>False where there is no scene of that name.</returns>
    public bool Switch(string name)
    {
        if (Present.Find(name) is not { } next)
        {
            return false;
        }

        Express(Present.Current(), false);
        settings.Update<SceneSettings>(present => present with { Scene = next.Name });
        Express(next, true);
        Changed?.Invoke();
        return true;
    }

    /// <summary>Changes the scenes.</summary>
    public void Change(Func<SceneSettings, SceneSettings> change)
    {
        settings.Update(change);
        Changed?.Invoke();
    }

    private void Express(Scene scene, bool isOn)
    {
        if (scene.Expression is { } name && settings.Get<ExpressionSettings>().Find(name) is { } expression)
        {
            expressions.Set(expression, isOn);
        }
    }
}
